package dev.capstan.helm.values;

import dev.capstan.helm.yaml.InvalidYamlException;
import dev.capstan.helm.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values files: YAML 1.1, possibly of several documents, of which later ones lie over earlier ones. */
public final class ValuesText {
    private static final String SEPARATOR = "---";

    private ValuesText() {}

    /**
     * The values of a file; the map may be changed.
     *
     * @throws InvalidYamlException when a document is not YAML, or not a map
     */
    public static Map<String, @Nullable Object> read(byte[] text) throws InvalidYamlException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String document : documents(new String(text, StandardCharsets.ISO_8859_1))) {
            try {
                values = Tables.merge(values, YamlText.map(document.getBytes(StandardCharsets.ISO_8859_1)));
            } catch (InvalidYamlException e) {
                throw e.within("cannot unmarshal yaml document: ");
            }
        }
        return values;
    }

    /** Cuts at lines that begin with the separator, as the clients of Kubernetes do before they read any YAML. */
    private static List<String> documents(String text) throws InvalidYamlException {
        List<String> documents = new ArrayList<>();
        var document = new StringBuilder();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            start = end < 0 ? text.length() : end + 1;
            if (line.startsWith(SEPARATOR)) {
                String rest = line.substring(SEPARATOR.length()).strip();
                if (!rest.isEmpty() && rest.charAt(0) != '#') {
                    throw InvalidYamlException.syntax(
                            "error reading yaml document: invalid Yaml document separator: " + rest);
                }
                if (!document.isEmpty()) {
                    documents.add(document.toString());
                    document.setLength(0);
                }
            } else {
                document.append(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                        .append('\n');
            }
        }
        if (!document.isEmpty()) {
            documents.add(document.toString());
        }
        return documents;
    }
}
