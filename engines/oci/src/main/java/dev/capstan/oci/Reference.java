package dev.capstan.oci;

import dev.capstan.digest.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names a manifest within a repository. */
public sealed interface Reference {

    /** A name that may point to another manifest tomorrow. */
    record Tag(String name) implements Reference {
        private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

        /** Refuses what cannot be a tag; {@link Reference#tag} gives a value instead. */
        public Tag {
            if (!SHAPE.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + name + "' is not a tag");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Exactly one manifest, for ever. */
    record ByDigest(Digest digest) implements Reference {
        @Override
        public String toString() {
            return digest.toString();
        }
    }

    /** The tag with this name; empty when there can be none. */
    static Optional<Reference> tag(String name) {
        return Tag.SHAPE.matcher(name).matches() ? Optional.of(new Tag(name)) : Optional.empty();
    }
}
