"""What happens: one small function per stage."""
