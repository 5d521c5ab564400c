package dev.capstan.secrets.sops;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.cipher.DataKey;
import dev.capstan.secrets.cipher.TreeCipher;
import dev.capstan.secrets.cipher.ValueCipher;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.format.FormatException;
import dev.capstan.secrets.format.Indents;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.keys.DataKeys;
import dev.capstan.secrets.keys.KeyOrder;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.Metadata;
import dev.capstan.secrets.metadata.MetadataBlock;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The steps of which everything that is done with files consists. Failures come as {@link SecretsException}. */
final class SopsFiles {
    private static final int LARGEST_PLAIN = 64 << 20;
    /** What is encrypted is base64, and more. */
    private static final int LARGEST_ENCRYPTED = 128 << 20;
    /** The version of the program whose format is written. */
    private static final String VERSION = "3.13.3";

    private final KeyService keys;
    private final KeyOrder order;
    private final SecureRandom random;
    private final Clock clock;
    private final Indents indents;

    SopsFiles(KeyService keys, KeyOrder order, SecureRandom random, Clock clock, Indents indents) {
        this.keys = keys;
        this.order = order;
        this.random = random;
        this.clock = clock;
        this.indents = indents;
    }

    SecureRandom random() {
        return random;
    }

    DataKeys dataKeys(String file) {
        return new DataKeys(file, keys);
    }

    /** Documents and metadata of an encrypted text, as they are. */
    MetadataBlock.Encrypted read(SopsText text) {
        var store = text.format().store(indents);
        if (text.text().length > LARGEST_ENCRYPTED) {
            throw new SecretsException(new SecretsFailure.FileMalformed(text.file(), tooLarge(LARGEST_ENCRYPTED)));
        }
        try {
            return store.metadata().takenFrom(text.file(), store.readEncrypted(text.file(), text.text()));
        } catch (FormatException e) {
            throw new SecretsException(new SecretsFailure.FileMalformed(text.file(), e.problem()));
        }
    }

    /** Decrypts a file. Whoever gets it closes it. */
    OpenedFile open(SopsText text, MacCheck check) {
        var encrypted = read(text);
        DataKey key = dataKeys(text.file()).recover(encrypted.metadata(), order);
        try {
            var values = new ValueCipher(random);
            var cipher = new TreeCipher(text.file(), values);
            var plain = cipher.decrypt(encrypted.documents(), key, encrypted.metadata());
            if (check == MacCheck.REQUIRED) {
                Optional<String> objection = cipher.objection(plain.code(), key, encrypted.metadata());
                if (objection.isPresent()) {
                    throw new SecretsException(new SecretsFailure.MacMismatch(text.file(), objection.get()));
                }
            }
            return new OpenedFile(plain.documents(), encrypted.metadata(), key, values);
        } catch (RuntimeException e) {
            key.close();
            throw e;
        }
    }

    /** The documents of a plain text that is to be encrypted. */
    List<Mapping> readPlain(SopsText text) {
        var store = text.format().store(indents);
        if (text.text().length > LARGEST_PLAIN) {
            throw new SecretsException(new SecretsFailure.PlainTextMalformed(text.file(), tooLarge(LARGEST_PLAIN)));
        }
        try {
            List<Mapping> documents = store.read(text.file(), text.text());
            if (documents.isEmpty()) {
                throw new SecretsException(new SecretsFailure.NoDocument(text.file()));
            }
            return documents;
        } catch (FormatException e) {
            throw new SecretsException(new SecretsFailure.PlainTextMalformed(text.file(), e.problem()));
        }
    }

    private static String tooLarge(int limit) {
        return "it has more than " + limit + " bytes, which is the limit";
    }

    /** The text of plain documents. */
    byte[] writePlain(String file, SopsFormat format, List<Mapping> documents) {
        try {
            return format.store(indents).write(documents);
        } catch (FormatException e) {
            throw new SecretsException(new SecretsFailure.NotWritable(file, e.problem()));
        }
    }

    /** The text of documents that are encrypted already. */
    byte[] write(String file, SopsFormat format, List<Mapping> documents, Metadata metadata) {
        var store = format.store(indents);
        refuseMetadataIn(file, format, documents);
        try {
            return store.writeEncrypted(store.metadata().addedTo(documents, metadata));
        } catch (FormatException e) {
            throw new SecretsException(new SecretsFailure.NotWritable(file, e.problem()));
        }
    }

    void refuseMetadataIn(String file, SopsFormat format, List<Mapping> documents) {
        format.store(indents).metadata().keyIn(documents).ifPresent(key -> {
            throw new SecretsException(new SecretsFailure.AlreadyEncrypted(file, key));
        });
    }

    /** Encrypts documents and writes them. */
    byte[] seal(
            String file,
            SopsFormat format,
            List<Mapping> documents,
            Metadata metadata,
            DataKey key,
            ValueCipher values) {
        var cipher = new TreeCipher(file, values);
        var coded = cipher.encrypt(documents, key, metadata.selection(), metadata.macOnlyEncrypted());
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        String mac = cipher.sealed(coded.code(), key, Metadata.time(now));
        return write(file, format, coded.documents(), metadata.modified(now, mac, VERSION));
    }
}
