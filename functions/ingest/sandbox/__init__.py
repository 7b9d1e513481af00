"""Reading documents in processes of their own, which can touch nothing else."""
