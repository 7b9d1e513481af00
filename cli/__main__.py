"""`python -m cli COMMAND`: what ./build.sh calls once everything that the command needs is set up."""

from cli.group import COMPLETE, PROGRAM, commands

if __name__ == "__main__":
    commands.main(prog_name=PROGRAM, complete_var=COMPLETE)
