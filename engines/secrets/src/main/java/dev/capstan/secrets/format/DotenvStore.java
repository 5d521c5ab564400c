package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Entry;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Value;
import dev.capstan.secrets.metadata.MetadataBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines {@code KEY=VALUE} without any rules of quoting; {@code \n} in a value is a line end. */
final class DotenvStore implements Store {
    @Override
    public List<Mapping> read(String file, byte[] text) throws FormatException {
        var entries = new ArrayList<Entry>();
        String[] lines = FlatText.decoded(text).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (line.startsWith("#")) {
                entries.add(new Comment(line.substring(1)));
            } else if (!line.isEmpty()) {
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw new FormatException("line " + (i + 1) + " is not of the form KEY=VALUE");
                }
                entries.add(new Pair(
                        line.substring(0, equals),
                        new Scalar.Text(line.substring(equals + 1).replace("\\n", "\n"))));
            }
        }
        return List.of(new Mapping(entries));
    }

    @Override
    public byte[] write(List<Mapping> documents) throws FormatException {
        if (documents.size() != 1) {
            throw new FormatException(
                    "dotenv holds one document, and these are " + documents.size() + "; write them as YAML");
        }
        var out = new StringBuilder();
        for (Entry entry : documents.getFirst().entries()) {
            switch (entry) {
                case Comment comment -> out.append('#').append(comment.text()).append('\n');
                case Pair pair ->
                    out.append(pair.key()).append('=').append(line(pair)).append('\n');
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Pair pair) throws FormatException {
        if (pair.value() instanceof Scalar scalar) {
            return FlatText.of(scalar).replace("\n", "\\n");
        }
        throw new FormatException("dotenv holds single values, and " + pair.key() + " is a map or list");
    }

    @Override
    public byte[] writeValue(Value value) throws FormatException {
        if (value instanceof Scalar.Text text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        }
        throw new FormatException("a part of a dotenv file can only be text");
    }

    @Override
    public MetadataBlock metadata() {
        return MetadataBlock.PREFIX;
    }
}
