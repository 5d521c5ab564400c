package dev.capstan.secrets.metadata;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.document.Entry;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a format keeps the metadata among the values of its documents. */
public enum MetadataBlock {
    /** A tree under the key {@code sops}. */
    TREE,
    /** A section {@code sops} of scalars, with line ends written {@code \n}. */
    SECTION,
    /** Keys that begin with {@code sops_}. */
    PREFIX;

    private static final String KEY = "sops";
    private static final String KEY_PREFIX = KEY + "_";

    /** Documents and what they say about themselves. */
    public record Encrypted(List<Mapping> documents, Metadata metadata) {
        /** Copies the list. */
        public Encrypted {
            documents = List.copyOf(documents);
        }
    }

    /** A top-level key of a document that is, or looks like, one of the metadata. */
    public Optional<String> keyIn(List<Mapping> documents) {
        return documents.stream()
                .flatMap(Mapping::pairs)
                .map(Pair::key)
                .filter(this::isMine)
                .findFirst();
    }

    private boolean isMine(String key) {
        return this == PREFIX ? key.startsWith(KEY_PREFIX) : key.equals(KEY);
    }

    /**
     * Takes the metadata out of documents. That of the first counts.
     *
     * @throws SecretsException when there is none, or it cannot be used
     */
    public Encrypted takenFrom(String file, List<Mapping> documents) {
        var blocks = documents.stream()
                .limit(1)
                .flatMap(Mapping::pairs)
                .filter(pair -> isMine(pair.key()))
                .toList();
        if (blocks.isEmpty()) {
            throw new SecretsException(new SecretsFailure.NoMetadata(file));
        }
        try {
            return new Encrypted(
                    documents.stream().map(this::withoutMine).toList(),
                    new MetadataReader(file).read(treeOf(file, blocks)));
        } catch (IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        }
    }

    private Mapping withoutMine(Mapping document) {
        return new Mapping(document.entries().stream()
                .filter(entry -> !(entry instanceof Pair pair && isMine(pair.key())))
                .toList());
    }

    private Mapping treeOf(String file, List<Pair> blocks) {
        if (this == PREFIX) {
            return Flattening.tree(Mapping.of(blocks.stream()
                    .map(pair -> new Pair(pair.key().substring(KEY_PREFIX.length()), pair.value()))
                    .toList()));
        }
        if (blocks.size() > 1) {
            throw unusable(file, "the file has two of them");
        }
        if (!(blocks.getFirst().value() instanceof Mapping tree)) {
            throw unusable(file, "it is not a map");
        }
        return this == TREE ? tree : Flattening.tree(withLineEnds(tree, "\\n", "\n"));
    }

    private static SecretsException unusable(String file, String problem) {
        return new SecretsException(new SecretsFailure.MetadataMalformed(file, problem));
    }

    /** The documents with the metadata in each of them. */
    public List<Mapping> addedTo(List<Mapping> documents, Metadata metadata) {
        Mapping tree = MetadataWriter.write(metadata);
        List<Pair> block = switch (this) {
            case TREE -> List.of(new Pair(KEY, tree));
            case SECTION -> List.of(new Pair(KEY, withLineEnds(Flattening.flat(tree), "\n", "\\n")));
            case PREFIX ->
                Flattening.flat(tree)
                        .pairs()
                        .map(pair -> new Pair(KEY_PREFIX + pair.key(), pair.value()))
                        .toList();
        };
        return documents.stream()
                .map(document -> new Mapping(Stream.concat(document.entries().stream(), block.stream())
                        .toList()))
                .toList();
    }

    private static Mapping withLineEnds(Mapping flat, String from, String to) {
        var entries = new ArrayList<Entry>();
        flat.pairs().forEach(pair -> entries.add(pair.with(withLineEnds(pair.value(), from, to))));
        return new Mapping(List.copyOf(entries));
    }

    private static Value withLineEnds(Value value, String from, String to) {
        return switch (value) {
            case Scalar.Text text -> new Scalar.Text(text.value().replace(from, to));
            case Scalar _, Mapping _, Sequence _ -> value;
        };
    }
}
