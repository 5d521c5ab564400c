package dev.capstan.secrets.sops;

import dev.capstan.secrets.cipher.DataKey;
import dev.capstan.secrets.cipher.ValueCipher;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.metadata.Metadata;
import java.util.List;

/**
 * A file that was decrypted.
 *
 * @param documents in plain
 * @param values remembers how they were encrypted
 */
record OpenedFile(List<Mapping> documents, Metadata metadata, DataKey key, ValueCipher values)
        implements AutoCloseable {
    @Override
    public String toString() {
        return "OpenedFile";
    }

    @Override
    public void close() {
        key.close();
    }
}
