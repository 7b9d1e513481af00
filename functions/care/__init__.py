"""What keeps documents from being lost."""
