package dev.capstan.secrets.cipher;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Leaf;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.metadata.Metadata;
import dev.capstan.secrets.metadata.Selection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Encrypts and decrypts the documents of a file, and computes the code over them. */
public final class TreeCipher {
    private final String file;
    private final ValueCipher values;

    /** @param file for messages */
    public TreeCipher(String file, ValueCipher values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Documents and the code over their plain values.
     *
     * @param code in plain
     */
    public record Coded(List<Mapping> documents, String code) {
        /** Copies the list. */
        public Coded {
            documents = List.copyOf(documents);
        }

        @Override
        public String toString() {
            return "Coded";
        }
    }

    /**
     * Encrypts what is selected.
     *
     * @throws SecretsException when the selection cannot be used
     */
    public Coded encrypt(List<Mapping> documents, DataKey key, Selection selection, boolean macOnlyEncrypted) {
        var selector = new Selector(file, selection);
        var code = new MacCode(macOnlyEncrypted);
        var walk = new TreeWalk(new TreePosition(file, selector), (leaf, at, _) -> {
            boolean isComment = leaf instanceof Comment;
            boolean encrypted = at.isEncrypted(isComment);
            if (!isComment) {
                code.add(LeafText.bytes(leaf), encrypted);
            }
            if (!encrypted) {
                return leaf;
            }
            String sealed = values.encrypt(leaf, key, at.path());
            if (isComment && selector.isConfusedBy(sealed)) {
                throw new SecretsException(new SecretsFailure.ValueNotEncryptable(
                        file,
                        at.shown(),
                        "a comment there would match " + selection.rule().key()
                                + " in its encrypted form; use a pattern that cannot"));
            }
            return new Scalar.Text(sealed);
        });
        return new Coded(walk.documents(documents), code.text());
    }

    /**
     * Decrypts what is selected. A comment that cannot be decrypted is kept as it is: older programs did not encrypt them.
     *
     * @throws SecretsException when a value cannot be decrypted, or the selection cannot be used
     */
    public Coded decrypt(List<Mapping> documents, DataKey key, Metadata metadata) {
        var selector = new Selector(file, metadata.selection());
        var code = new MacCode(metadata.macOnlyEncrypted());
        var walk = new TreeWalk(new TreePosition(file, selector), (leaf, at, mayBeComment) -> {
            boolean encrypted = at.isEncrypted(leaf instanceof Comment);
            Leaf plain = encrypted ? decrypted(leaf, key, at) : leaf;
            if (plain instanceof Comment && !mayBeComment) {
                // The type is not protected: somebody could make values vanish, from the result and from the code.
                throw undecryptable(at, "it says that it is a comment, and it stands where a value must be");
            }
            if (!(plain instanceof Comment)) {
                code.add(LeafText.bytes(plain), encrypted);
            }
            return plain;
        });
        return new Coded(walk.documents(documents), code.text());
    }

    private Leaf decrypted(Leaf leaf, DataKey key, TreePosition at) {
        try {
            return switch (leaf) {
                case Comment comment -> comment(comment, key, at);
                case Scalar.Text text -> values.decrypt(text.value(), key, at.path());
                case Scalar _ -> throw new UndecryptableException("it is not encrypted");
            };
        } catch (UndecryptableException e) {
            throw undecryptable(at, String.valueOf(e.getMessage()));
        }
    }

    private SecretsException undecryptable(TreePosition at, String problem) {
        return new SecretsException(new SecretsFailure.ValueNotDecryptable(file, at.shown(), problem));
    }

    private Leaf comment(Comment comment, DataKey key, TreePosition at) {
        try {
            return values.decrypt(comment.text(), key, at.path()) instanceof Comment plain ? plain : comment;
        } catch (UndecryptableException e) {
            return comment;
        }
    }

    /**
     * The encrypted code of a file.
     *
     * @param lastModified as the metadata has it
     */
    public String sealed(String code, DataKey key, String lastModified) {
        return values.encrypt(new Scalar.Text(code), key, lastModified);
    }

    /** Why the code of the file is not that of its values; empty when it is. */
    public Optional<String> objection(String code, DataKey key, Metadata metadata) {
        if (metadata.mac().isEmpty()) {
            return Optional.of("the file has none");
        }
        try {
            Leaf stored = values.decrypt(metadata.mac(), key, metadata.lastModifiedText());
            return stored instanceof Scalar.Text && isSame(LeafText.bytes(stored), code)
                    ? Optional.empty()
                    : Optional.of("values were changed, added, removed or put in another order");
        } catch (UndecryptableException e) {
            return Optional.of("it cannot be decrypted, as it, or the time of the last change, was changed");
        }
    }

    /** Takes the same time wherever they differ. */
    private static boolean isSame(byte[] stored, String code) {
        return MessageDigest.isEqual(stored, code.getBytes(StandardCharsets.UTF_8));
    }
}
