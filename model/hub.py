"""Files of a repository on the model hub."""

import logging
from pathlib import Path

from events.errors import Rejected, Unavailable
from model.download import check
from model.sources import Hub


def fetch_hub(source: Hub, folder: Path) -> None:
    """Put the source's files into `folder` under their bare names, resumed and with a progress bar by huggingface_hub.

    Raises `Rejected` when the hub has no such file, `Unavailable` when it is out of reach.
    """
    # Imported here: it takes half a second, and the default models do not need it.
    from huggingface_hub import errors, hf_hub_download  # noqa: PLC0415

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # each of its own attempts would be a warning
    for file in source.files:
        what = f"{source.repo}/{file.path}@{source.revision}"
        try:
            path = hf_hub_download(source.repo, file.path, revision=source.revision, local_dir=folder)
        except errors.LocalEntryNotFoundError as error:
            raise Unavailable(f"the model hub cannot be reached for {what}: check the network and the proxy") from error
        except (errors.EntryNotFoundError, errors.RepositoryNotFoundError, errors.RevisionNotFoundError) as error:
            raise Rejected(f"the model hub has no {what}, or it needs a login") from error
        except (errors.HfHubHTTPError, OSError) as error:
            raise Unavailable(f"the model hub did not give {what}: {error}") from error
        check(Path(path), file.sha256)
        Path(path).replace(folder / Path(file.path).name)
