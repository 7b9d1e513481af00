"""The tables of the SQLite backends, version by version: append to `SCHEMA`, never change what was released."""

SCHEMA = (
    """
    create table facts (
        tenant text not null, document text not null, generation text not null,
        kind text not null, number integer not null, at integer not null, data text not null,
        primary key (tenant, document, generation, kind, number)
    ) strict, without rowid;

    -- What the facts amount to, kept in their transactions so that lists and admission are quick. Each column is the
    -- highest generation with such a fact ('' for none); `generation` is of `uploaded` or `deleted`, `phase` its own.
    create table documents (
        tenant text not null, document text not null, generation text not null,
        current text not null, deleted text not null, phase text not null,
        primary key (tenant, document)
    ) strict, without rowid;
    create index documents_by_phase on documents (phase, generation);
    create index documents_listed on documents (tenant, generation, phase) where phase not in ('', 'deleted');

    create table turns (
        tenant text not null, id text not null, conversation text not null, at integer not null, body text not null,
        primary key (tenant, id)
    ) strict;
    create index turns_by_conversation on turns (tenant, conversation, at, id);

    create table failures (
        tenant text not null, id text not null, at integer not null, body text not null,
        primary key (tenant, id)
    ) strict;
    create index failures_by_time on failures (tenant, at, id);

    create table passages (
        rowid integer primary key, id text not null, tenant text not null, document text not null,
        generation text not null, position integer not null, name text not null, page integer, heading text not null,
        start integer not null, "end" integer not null, metadata text not null, text text not null,
        unique (id, tenant)
    ) strict;
    create index passages_by_document on passages (tenant, document, generation);

    -- A plain table that is scanned: on 50,000 vectors of 384 floats as fast as sqlite-vec's vec0 (41 ms), but it takes
    -- vectors of any length, frees the space of removed ones, and filters before it computes.
    create table vectors (
        tenant text not null, passage integer not null, vector blob not null,
        primary key (tenant, passage)
    ) strict, without rowid;

    create virtual table words using fts5(
        name, heading, text, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
    );
    """,
    """
    -- Each (tenant, model) is an index of its own. Which model made a vector is in the fingerprint of its upload.
    alter table passages add column model text not null default '';
    update passages set model = coalesce((
        select substr(data ->> '$.fingerprint', instr(data ->> '$.fingerprint', '/') + 1) from facts
        where kind = 'uploaded' and number = 0
            and (facts.tenant, facts.document, facts.generation)
                = (passages.tenant, passages.document, passages.generation)
    ), '');

    create table vectors_by_model (
        tenant text not null, model text not null, passage integer not null, vector blob not null,
        primary key (tenant, model, passage)
    ) strict, without rowid;
    insert into vectors_by_model
        select tenant, model, passage, vector from vectors join passages using (tenant) where passage = passages.rowid;
    drop table vectors;
    alter table vectors_by_model rename to vectors;
    """,
    "create index facts_by_archive on facts (tenant, json_extract(data, '$.archive')) where kind = 'uploaded';",
    """
    -- Of what was embedded, so that the same text need not be embedded again. Older passages have none.
    alter table passages add column hash text not null default '';
    create index passages_by_hash on passages (hash, tenant, model);
    """,
    """
    -- An index for each embedding model: facts and documents by model. What was there before belongs to the model of
    -- the document's latest upload, named in its fingerprint ("chunker/model").
    create table models_before as
        select tenant, document, substr(fingerprint, instr(fingerprint, '/') + 1) as model from (
            select tenant, document, max(generation), json_extract(data, '$.fingerprint') as fingerprint
            from facts where kind = 'uploaded' group by tenant, document);

    alter table facts rename to facts_before;
    create table facts (
        tenant text not null, model text not null, document text not null, generation text not null,
        kind text not null, number integer not null, at integer not null, data text not null,
        primary key (tenant, model, document, generation, kind, number)
    ) strict, without rowid;
    insert into facts
        select tenant, coalesce(model, ''), document, generation, kind, number, at, data
        from facts_before left join models_before using (tenant, document);

    alter table documents rename to documents_before;
    create table documents (
        tenant text not null, model text not null, document text not null, generation text not null,
        current text not null, deleted text not null, phase text not null,
        primary key (tenant, model, document)
    ) strict, without rowid;
    insert into documents
        select tenant, coalesce(model, ''), document, generation, current, deleted, phase
        from documents_before left join models_before using (tenant, document);

    drop table facts_before;
    drop table documents_before;
    drop table models_before;
    create index facts_by_archive on facts (tenant, model, json_extract(data, '$.archive')) where kind = 'uploaded';
    create index documents_by_phase on documents (phase, generation);
    create index documents_listed on documents (tenant, model, generation, phase) where phase not in ('', 'deleted');

    create table plans (
        tenant text not null, number integer not null, body text not null,
        primary key (tenant, number)
    ) strict, without rowid;
    """,
    """
    -- No number of a passage is used twice (autoincrement), so that an index in memory knows the new ones by them.
    create table passages_numbered (
        rowid integer primary key autoincrement, id text not null, tenant text not null, document text not null,
        generation text not null, position integer not null, name text not null, page integer, heading text not null,
        start integer not null, "end" integer not null, metadata text not null, text text not null, model text not null,
        hash text not null, unique (id, tenant)
    ) strict;
    insert into passages_numbered
        select rowid, id, tenant, document, generation, position, name, page, heading, start, "end", metadata, text,
               model, hash from passages;
    drop table passages;
    alter table passages_numbered rename to passages;
    create index passages_by_document on passages (tenant, document, generation);
    create index passages_by_hash on passages (hash, tenant, model);

    -- What an index in memory is filled from: the length of the text in words, and a bit for each number of the vector
    -- (whether it is above 0; the first one is the lowest bit of the first byte).
    create table signs (
        tenant text not null, model text not null, passage integer not null, words integer not null,
        signs blob not null, primary key (tenant, model, passage)
    ) strict, without rowid;
    insert into signs
        select tenant, model, passage, length(text) - length(replace(text, ' ', '')) + 1,
               iif(length(vector) % 32 = 0, vec_quantize_binary(vector), x'')
        from vectors join passages using (tenant, model) where passage = passages.rowid;

    -- By their numbers alone, so that some hundreds out of many are quick to read.
    create table vectors_numbered (passage integer primary key, vector blob not null) strict;
    insert into vectors_numbered select passage, vector from vectors order by passage;
    drop table vectors;
    alter table vectors_numbered rename to vectors;

    create table removals (seq integer primary key autoincrement, passage integer not null) strict;

    create virtual table word_counts using fts5vocab('words', 'row');
    create virtual table word_places using fts5vocab('words', 'instance');
    """,
    """
    create table centres (
        tenant text not null, model text not null, centre blob not null, primary key (tenant, model)
    ) strict, without rowid;
    """,
    """
    -- The reader's version, of the latest generation: until now only the fingerprint ("chunker-6/model") tells it.
    alter table documents add column reader integer not null default 0;
    update documents set reader = case
        when phase = 'unreadable' or coalesce(json_extract(data, '$.dataref'), '') = '' then 2147483647
        else cast(substr(json_extract(data, '$.fingerprint'), 9) as integer) end
        from facts where kind = 'uploaded' and number = 0
            and (facts.tenant, facts.model, facts.document, facts.generation)
                = (documents.tenant, documents.model, documents.document, documents.generation);
    create index documents_by_reader on documents (tenant, model, reader, generation)
        where phase not in ('', 'deleted', 'unreadable');
    """,
    """
    -- The language of each passage, and the terms that it is found by, made by us and parted by blanks. What was there
    -- before keeps its Porter stems, and has no language until it is read again.
    alter table passages add column language text not null default '';
    create index passages_by_language on passages (tenant, model, language);
    create virtual table terms using fts5(
        text, content='', contentless_delete=1, tokenize="ascii tokenchars '+#.^'"
    );
    insert into terms (rowid, text) select doc, group_concat(term, ' ') from word_places group by doc;
    drop table word_counts;
    drop table word_places;
    drop table words;
    create virtual table term_counts using fts5vocab('terms', 'row');
    create virtual table term_places using fts5vocab('terms', 'instance');
    """,
    """
    -- The confidence of OCR, of a passage whose text was recognised in a picture.
    alter table passages add column recognised real;
    """,
)
