package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Value;
import dev.capstan.secrets.metadata.MetadataBlock;
import java.util.List;

/** Reads and writes one format. */
public interface Store {
    /**
     * The documents of a plain text.
     *
     * @param file for messages
     * @throws FormatException when the text is not of this format
     */
    List<Mapping> read(String file, byte[] text) throws FormatException;

    /**
     * The documents of an encrypted text, the metadata among them.
     *
     * @param file for messages
     * @throws FormatException when the text is not of this format
     */
    default List<Mapping> readEncrypted(String file, byte[] text) throws FormatException {
        return read(file, text);
    }

    /**
     * The plain text of documents.
     *
     * @throws FormatException when this format cannot hold them
     */
    byte[] write(List<Mapping> documents) throws FormatException;

    /**
     * The encrypted text of documents that have the metadata among them.
     *
     * @throws FormatException when this format cannot hold them
     */
    default byte[] writeEncrypted(List<Mapping> documents) throws FormatException {
        return write(documents);
    }

    /**
     * A single value that is not text.
     *
     * @throws FormatException when this format cannot hold it
     */
    byte[] writeValue(Value value) throws FormatException;

    /** Where it keeps the metadata. */
    MetadataBlock metadata();
}
