package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Value;
import dev.capstan.secrets.metadata.MetadataBlock;
import dev.capstan.yaml.CommentedYaml;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** YAML: any number of documents, comments are kept. */
final class YamlStore implements Store {
    private final int indent;

    YamlStore(int indent) {
        this.indent = indent;
    }

    @Override
    public List<Mapping> read(String file, byte[] text) throws FormatException {
        try {
            CommentedYaml yaml = YamlReader.readCommented(file, text, Limits.DEFAULT);
            var lines = new String(text, StandardCharsets.UTF_8).lines().toList();
            var comments = new ArrayDeque<>(yaml.comments());
            var aliases = new ArrayDeque<>(yaml.marks().aliases());
            var documents = new ArrayList<Mapping>();
            for (int i = 0; i < yaml.documents().size(); i++) {
                documents.add(new YamlDocumentReader(yaml, lines, i, comments, aliases).document());
            }
            return documents;
        } catch (YamlSyntaxException e) {
            throw Problems.of(e.problem(), "");
        }
    }

    @Override
    public byte[] write(List<Mapping> documents) throws FormatException {
        var writer = new YamlDocumentWriter(indent);
        for (Mapping document : documents) {
            writer.document(document);
        }
        return writer.toBytes();
    }

    @Override
    public byte[] writeValue(Value value) throws FormatException {
        byte[] text = new YamlDocumentWriter(indent).value(value).toBytes();
        // What stands behind a key begins with a blank.
        return value instanceof Scalar ? Arrays.copyOfRange(text, 1, text.length) : text;
    }

    @Override
    public MetadataBlock metadata() {
        return MetadataBlock.TREE;
    }
}
