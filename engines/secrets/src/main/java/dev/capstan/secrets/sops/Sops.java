package dev.capstan.secrets.sops;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.cipher.DataKey;
import dev.capstan.secrets.cipher.ValueCipher;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Value;
import dev.capstan.secrets.format.FormatException;
import dev.capstan.secrets.format.Indents;
import dev.capstan.secrets.format.JsonValues;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.keys.KeyOrder;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Metadata;
import dev.capstan.secrets.metadata.Selection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Encrypted files of SOPS, from text to text in memory. Reads and writes no file, and has no keys but those of its key service. Safe for
 * several threads.
 */
public final class Sops {
    private final SopsFiles files;
    private final Indents indents;

    /** Opens and encrypts with these keys, in the usual order of tries and layout. */
    public Sops(KeyService keys) {
        this(keys, KeyOrder.DEFAULT, Indents.DEFAULT, new SecureRandom(), Clock.systemUTC());
    }

    /**
     * Everything as it is given.
     *
     * @param order in which keys are tried
     * @param indents of what is written
     * @param clock says when a file was last modified
     */
    public Sops(KeyService keys, KeyOrder order, Indents indents, SecureRandom random, Clock clock) {
        this.files = new SopsFiles(keys, order, random, clock, indents);
        this.indents = indents;
    }

    private static <T> Outcome<T> outcome(Supplier<T> work) {
        try {
            return new Outcome.Done<>(work.get());
        } catch (SecretsException e) {
            return new Outcome.Refused<>(e.failure());
        }
    }

    /** What an encrypted file says about itself; needs no key. */
    public Outcome<Metadata> metadata(SopsText text) {
        return outcome(() -> files.read(text).metadata());
    }

    /** Whether a text is an encrypted file; needs no key. */
    public Outcome<Boolean> isEncrypted(SopsText text) {
        return switch (metadata(text)) {
            case Outcome.Done<Metadata> _ -> new Outcome.Done<>(true);
            case Outcome.Refused<Metadata> refused
            when refused.failure() instanceof SecretsFailure.NoMetadata -> new Outcome.Done<>(false);
            case Outcome.Refused<Metadata> refused -> new Outcome.Refused<>(refused.failure());
        };
    }

    /** Decrypts a file to the text of its own format. */
    public Outcome<byte[]> decrypt(SopsText text, MacCheck check) {
        return decrypt(text, check, text.format());
    }

    /** Decrypts a file to the text of another format, which may not be able to hold it. */
    public Outcome<byte[]> decrypt(SopsText text, MacCheck check, SopsFormat output) {
        return outcome(() -> {
            try (var opened = files.open(text, check)) {
                return files.writePlain(text.file(), output, opened.documents());
            }
        });
    }

    /** Decrypts a file to its documents. */
    public Outcome<List<Mapping>> documents(SopsText text, MacCheck check) {
        return outcome(() -> {
            try (var opened = files.open(text, check)) {
                return opened.documents();
            }
        });
    }

    /**
     * One value of the first document: text as it is, everything else in a format.
     *
     * @param path such as {@code ["database"]["password"]}
     */
    public Outcome<byte[]> extract(SopsText text, MacCheck check, String path, SopsFormat output) {
        return outcome(() -> {
            var place = TreePath.parse(text.file(), path);
            try (var opened = files.open(text, check)) {
                return shown(text.file(), place.get(first(text.file(), opened.documents())), output);
            }
        });
    }

    private byte[] shown(String file, Value value, SopsFormat output) {
        try {
            return switch (value) {
                case Scalar.Text plain -> plain.value().getBytes(StandardCharsets.UTF_8);
                case Scalar.Bytes bytes -> bytes.value();
                default -> output.store(indents).writeValue(value);
            };
        } catch (FormatException e) {
            throw new SecretsException(new SecretsFailure.NotWritable(file, e.problem()));
        }
    }

    private static Mapping first(String file, List<Mapping> documents) {
        if (documents.isEmpty()) {
            throw new SecretsException(new SecretsFailure.NoDocument(file));
        }
        return documents.getFirst();
    }

    /** Encrypts a plain text. */
    public Outcome<byte[]> encrypt(SopsText text, EncryptionPlan plan) {
        return encrypt(text, plan, text.format());
    }

    /** Encrypts a plain text to a file of another format. */
    public Outcome<byte[]> encrypt(SopsText text, EncryptionPlan plan, SopsFormat output) {
        return outcome(() -> {
            var documents = files.readPlain(text);
            files.refuseMetadataIn(text.file(), text.format(), documents);
            try (var key = DataKey.random(files.random())) {
                var groups =
                        files.dataKeys(text.file()).wrap(plan.groups(), plan.shamirThreshold(), key, files.random());
                return files.seal(
                        text.file(),
                        output,
                        documents,
                        newMetadata(plan, groups, text.format()),
                        key,
                        new ValueCipher(files.random()));
            }
        });
    }

    private static Metadata newMetadata(EncryptionPlan plan, List<KeyGroup> groups, SopsFormat format) {
        boolean shares = groups.size() > 1;
        int threshold = shares && plan.shamirThreshold() == 0 ? groups.size() : plan.shamirThreshold();
        // A binary file has one value, which is what is to be encrypted.
        Optional<Selection> selection = format == SopsFormat.BINARY
                ? Optional.empty()
                : Optional.of(plan.selection().orElse(Selection.DEFAULT));
        return new Metadata(
                groups,
                threshold,
                OffsetDateTime.of(LocalDateTime.MIN, ZoneOffset.UTC),
                "",
                selection,
                plan.macOnlyEncrypted(),
                "");
    }

    /**
     * Encrypts another plain text in place of that of a file, with its keys and rules.
     *
     * @param plain in the format of the file
     */
    public Outcome<Edited> edit(SopsText text, MacCheck check, byte[] plain) {
        return outcome(() -> {
            var edited = files.readPlain(new SopsText(text.file(), text.format(), plain));
            return changed(
                    text,
                    check,
                    documents -> Arrays.equals(plain, files.writePlain(text.file(), text.format(), documents))
                            ? documents
                            : edited);
        });
    }

    /**
     * Sets one value of the first document.
     *
     * @param path such as {@code ["database"]["password"]}
     * @param json the value
     */
    public Outcome<Edited> set(SopsText text, MacCheck check, String path, byte[] json) {
        return outcome(() -> {
            var place = TreePath.parse(text.file(), path);
            Value value = parsed(text.file(), json);
            return changed(
                    text, check, documents -> withFirst(documents, place.set(first(text.file(), documents), value)));
        });
    }

    private static Value parsed(String file, byte[] json) {
        try {
            return JsonValues.read(file, json);
        } catch (FormatException e) {
            throw new SecretsException(new SecretsFailure.NewValueMalformed(file));
        }
    }

    /** Removes what is at a path of the first document. */
    public Outcome<Edited> unset(SopsText text, MacCheck check, String path) {
        return outcome(() -> {
            var place = TreePath.parse(text.file(), path);
            return changed(text, check, documents -> withFirst(documents, place.unset(first(text.file(), documents))));
        });
    }

    /** As {@link #unset}; the file stays as it is when there is nothing at the path. */
    public Outcome<Edited> unsetIfThere(SopsText text, MacCheck check, String path) {
        return outcome(() -> {
            var place = TreePath.parse(text.file(), path);
            return changed(
                    text,
                    check,
                    documents -> place.isIn(first(text.file(), documents))
                            ? withFirst(documents, place.unset(first(text.file(), documents)))
                            : documents);
        });
    }

    private static List<Mapping> withFirst(List<Mapping> documents, Mapping first) {
        var changed = new ArrayList<>(documents);
        changed.set(0, first);
        return List.copyOf(changed);
    }

    private Edited changed(SopsText text, MacCheck check, UnaryOperator<List<Mapping>> change) {
        try (var opened = files.open(text, check)) {
            var documents = change.apply(opened.documents());
            if (documents.equals(opened.documents())) {
                return new Edited(text.text(), false);
            }
            return new Edited(
                    files.seal(text.file(), text.format(), documents, opened.metadata(), opened.key(), opened.values()),
                    true);
        }
    }

    /**
     * Encrypts a file under a new data key.
     *
     * @param change of its key groups; the data key is encrypted anew for all of them
     */
    public Outcome<byte[]> rotate(SopsText text, MacCheck check, UnaryOperator<List<KeyGroup>> change) {
        return outcome(() -> {
            try (var opened = files.open(text, check);
                    var key = DataKey.random(files.random())) {
                var metadata = opened.metadata();
                var groups = files.dataKeys(text.file())
                        .wrap(change.apply(metadata.groups()), metadata.shamirThreshold(), key, files.random());
                return files.seal(
                        text.file(),
                        text.format(),
                        opened.documents(),
                        metadata.withGroups(groups),
                        key,
                        opened.values());
            }
        });
    }

    /**
     * Encrypts the data key of a file for other keys; the values stay as they are. Whoever had the old keys can still read all that was ever
     * encrypted with this data key: see {@link #rotate}.
     */
    public Outcome<byte[]> updateKeys(SopsText text, List<KeyGroup> groups, int shamirThreshold) {
        return outcome(() -> {
            var encrypted = files.read(text);
            try (var opened = files.open(text, MacCheck.REQUIRED)) {
                int threshold = groups.size() > 1 && shamirThreshold == 0 ? groups.size() : shamirThreshold;
                var before = encrypted.metadata().groups();
                var dataKeys = files.dataKeys(text.file());
                var wrapped = groups.size() == 1 && before.size() == 1
                        ? List.of(dataKeys.wrapFresh(kept(groups.getFirst(), before.getFirst()), opened.key()))
                        : dataKeys.wrap(groups, threshold, opened.key(), files.random());
                return files.write(
                        text.file(),
                        text.format(),
                        encrypted.documents(),
                        encrypted.metadata().withGroups(wrapped).withThreshold(groups.size() > 1 ? threshold : 0));
            }
        });
    }

    /** The keys of a group; those that were there before hold what they held, so that they need not be asked. */
    private static KeyGroup kept(KeyGroup group, KeyGroup before) {
        return new KeyGroup(group.keys().stream()
                .map(key -> before.keys().stream()
                        .filter(old -> key.isSame(old) && contextOf(key).equals(contextOf(old)))
                        .findFirst()
                        .orElse(key))
                .toList());
    }

    private static Map<String, String> contextOf(MasterKey key) {
        return key instanceof MasterKey.AwsKms aws ? aws.context() : Map.of();
    }
}
