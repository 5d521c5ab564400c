package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Value;
import dev.capstan.secrets.metadata.MetadataBlock;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any bytes, as one value; the encrypted form is JSON. */
final class BinaryStore implements Store {
    private static final String KEY = "data";

    private final JsonStore json;

    BinaryStore(JsonStore json) {
        this.json = json;
    }

    @Override
    public List<Mapping> read(String file, byte[] text) {
        return List.of(Mapping.of(new Pair(KEY, content(text))));
    }

    private static Scalar content(byte[] bytes) {
        try {
            return new Scalar.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notText) {
            return new Scalar.Bytes(bytes);
        }
    }

    @Override
    public List<Mapping> readEncrypted(String file, byte[] text) throws FormatException {
        return json.read(file, text);
    }

    @Override
    public byte[] write(List<Mapping> documents) throws FormatException {
        if (documents.size() != 1) {
            throw new FormatException("a binary file holds one document, and these are " + documents.size());
        }
        Value data = documents.getFirst().get(KEY).orElse(new Scalar.Null());
        return switch (data) {
            case Scalar.Text text -> text.value().getBytes(StandardCharsets.UTF_8);
            case Scalar.Bytes bytes -> bytes.value();
            default -> throw new FormatException("a binary file is the text of the key " + KEY + ", and there is none");
        };
    }

    @Override
    public byte[] writeEncrypted(List<Mapping> documents) throws FormatException {
        return json.write(documents);
    }

    @Override
    public byte[] writeValue(Value value) throws FormatException {
        throw new FormatException("a binary file has no parts");
    }

    @Override
    public MetadataBlock metadata() {
        return MetadataBlock.TREE;
    }
}
