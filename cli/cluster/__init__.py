"""A cluster, the one that KUBECONFIG names: what it lacks, what is deployed, whether it serves."""
