"""The routes for questions, and what happens while one is answered."""
