"""`python -m cli.watch`: the command by itself, for an image that has no other one."""

from cli.watch.command import watch

if __name__ == "__main__":
    watch(prog_name="watch")
