package dev.capstan.secrets;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why something could not be done with an encrypted file. Names the file and the place in it; holds no value of the file and no key
 * material. Paths within a file are those of its keys, joined by a dot.
 */
public sealed interface SecretsFailure {
    /** The file it is about, as it was named by the caller. */
    String file();

    /** For people: what was tried, on what, and what can be done. */
    String message();

    /** The exit status that the sops command has for it. */
    int exitCode();

    /** The encrypted file is not one of its format. */
    record FileMalformed(String file, String problem) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": " + problem;
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** The text to encrypt is not one of its format. */
    record PlainTextMalformed(String file, String problem) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": " + problem;
        }

        @Override
        public int exitCode() {
            return 2;
        }
    }

    /** There is nothing in the file. */
    record NoDocument(String file) implements SecretsFailure {
        @Override
        public String message() {
            return file + " is empty: it needs at least one document";
        }

        @Override
        public int exitCode() {
            return 92;
        }
    }

    /** The file is not encrypted. */
    record NoMetadata(String file) implements SecretsFailure {
        @Override
        public String message() {
            return file + " is not encrypted: it has no sops metadata";
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** The file's metadata cannot be used. */
    record MetadataMalformed(String file, String problem) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": its sops metadata cannot be used: " + problem;
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** What should be encrypted has keys that the metadata needs. */
    record AlreadyEncrypted(String file, String key) implements SecretsFailure {
        @Override
        public String message() {
            return file + " has a key '" + key
                    + "', which belongs to sops metadata: it is encrypted already, or the key must be" + " renamed";
        }

        @Override
        public int exitCode() {
            return 203;
        }
    }

    /** The format cannot hold the content. */
    record NotWritable(String file, String problem) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": " + problem;
        }

        @Override
        public int exitCode() {
            return 4;
        }
    }

    /** A value cannot be decrypted. */
    record ValueNotDecryptable(String file, String path, String problem) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": the value of " + path + " cannot be decrypted: " + problem;
        }

        @Override
        public int exitCode() {
            return 25;
        }
    }

    /** A value cannot be encrypted. */
    record ValueNotEncryptable(String file, String path, String problem) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": the value of " + path + " cannot be encrypted: " + problem;
        }

        @Override
        public int exitCode() {
            return 23;
        }
    }

    /** The code over all values is missing, is not that of this file, or is not that of these values. */
    record MacMismatch(String file, String problem) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": the MAC does not match: " + problem
                    + ". Somebody changed the file without the key; restore it from before that change";
        }

        @Override
        public int exitCode() {
            return 51;
        }
    }

    /**
     * What became of one key.
     *
     * @param key its public name, such as an age recipient
     * @param problem why it could not be used
     */
    record KeyAttempt(String key, String problem) {}

    /**
     * No key, or too few, opened the data key.
     *
     * @param needed how many groups must open
     * @param groups what was tried, by group; a group that opened is empty
     */
    record KeysNotRecovered(String file, int needed, List<List<KeyAttempt>> groups) implements SecretsFailure {
        /** Copies the lists. */
        public KeysNotRecovered {
            groups = groups.stream().map(List::copyOf).toList();
        }

        @Override
        public String message() {
            String tried = groups.stream()
                    .flatMap(List::stream)
                    .map(attempt -> attempt.key() + ": " + attempt.problem())
                    .collect(Collectors.joining("; "));
            String many = groups.size() > 1 ? " from " + needed + " of its " + groups.size() + " key groups" : "";
            return file + ": the data key cannot be recovered" + many + ". " + tried;
        }

        @Override
        public int exitCode() {
            return 128;
        }
    }

    /** The data key cannot be encrypted for some keys. */
    record KeysNotWrapped(String file, List<KeyAttempt> attempts) implements SecretsFailure {
        /** Copies the list. */
        public KeysNotWrapped {
            attempts = List.copyOf(attempts);
        }

        @Override
        public String message() {
            return file + ": the data key cannot be encrypted. "
                    + attempts.stream()
                            .map(attempt -> attempt.key() + ": " + attempt.problem())
                            .collect(Collectors.joining("; "));
        }

        @Override
        public int exitCode() {
            return 128;
        }
    }

    /** Nothing says for which keys the file is to be encrypted. */
    record NoKeys(String file) implements SecretsFailure {
        @Override
        public String message() {
            return file + " has no keys to be encrypted for: name some, or add a rule to .sops.yaml";
        }

        @Override
        public int exitCode() {
            return 111;
        }
    }

    /** The keys cannot be shared as asked. */
    record ThresholdUnusable(String file, int threshold, int groups) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": a threshold of " + threshold + " cannot be had with " + groups
                    + " key groups: it must be at least 2 and at most their number";
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** No creation rule is for the file. */
    record NoMatchingRule(String file, String config) implements SecretsFailure {
        @Override
        public String message() {
            return "no creation rule in " + config + " matches " + file;
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** The configuration cannot be used. */
    record ConfigMalformed(String file, String problem) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": " + problem;
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** There is nothing at a path in the file. */
    record PathNotFound(String file, String path) implements SecretsFailure {
        @Override
        public String message() {
            return file + " has nothing at " + path;
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** A path in a file is not written as {@code ["key"][0]}. */
    record PathMalformed(String file, String path) implements SecretsFailure {
        @Override
        public String message() {
            return "the path " + path + " is not of the form [\"key\"][0]";
        }

        @Override
        public int exitCode() {
            return 91;
        }
    }

    /** The value to set is not JSON. Does not quote it. */
    record NewValueMalformed(String file) implements SecretsFailure {
        @Override
        public String message() {
            return file + ": the value to set is not valid JSON; text needs double quotes";
        }

        @Override
        public int exitCode() {
            return 7;
        }
    }
}
