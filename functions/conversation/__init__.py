"""Conversations: their turns, and questions that follow others."""
