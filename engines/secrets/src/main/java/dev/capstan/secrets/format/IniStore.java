package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Value;
import dev.capstan.secrets.metadata.MetadataBlock;
import java.util.List;

/** Sections of keys with text, as the ini library of the real program reads and writes them. */
final class IniStore implements Store {
    @Override
    public List<Mapping> read(String file, byte[] text) throws FormatException {
        return List.of(new IniReader(FlatText.decoded(text)).document());
    }

    @Override
    public byte[] write(List<Mapping> documents) throws FormatException {
        if (documents.size() != 1) {
            throw new FormatException(
                    "ini holds one document, and these are " + documents.size() + "; write them as YAML");
        }
        return new IniWriter().write(documents.getFirst());
    }

    @Override
    public byte[] writeValue(Value value) throws FormatException {
        return new JsonTextWriter(0).write(value, "");
    }

    @Override
    public MetadataBlock metadata() {
        return MetadataBlock.SECTION;
    }
}
