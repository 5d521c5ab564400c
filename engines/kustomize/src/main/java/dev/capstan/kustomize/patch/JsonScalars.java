package dev.capstan.kustomize.patch;

import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.Tag;
import dev.capstan.yaml.ScalarStyle;
import java.util.Locale;

/** Scalars as they come out when YAML is turned into JSON by the Kubernetes tools. */
final class JsonScalars {
    private JsonScalars() {}

    /** Plain words of YAML 1.1 become booleans, times become texts. */
    static void normalise(Node scalar) {
        if (scalar.tag() == Tag.TIMESTAMP) {
            scalar.setScalar(Tag.STRING, ScalarStyle.PLAIN, scalar.text());
        } else if (scalar.tag() == Tag.NULL) {
            scalar.setText("null");
        } else if (scalar.tag() == Tag.STRING && scalar.style() == ScalarStyle.PLAIN) {
            String text = scalar.text();
            boolean isUniform = text.equals(text.toLowerCase(Locale.ROOT))
                    || text.equals(text.toUpperCase(Locale.ROOT))
                    || text.substring(1).equals(text.substring(1).toLowerCase(Locale.ROOT));
            if (isUniform) {
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "y", "yes", "on" -> scalar.setScalar(Tag.BOOL, ScalarStyle.PLAIN, "true");
                    case "n", "no", "off" -> scalar.setScalar(Tag.BOOL, ScalarStyle.PLAIN, "false");
                    default -> {} // an ordinary text
                }
            }
        }
    }
}
