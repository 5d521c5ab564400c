package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Objects as documents of YAML, for files and for {@code kubectl apply}. */
final class ProposalYaml {
    private static final Limits LIMITS =
            new Limits(Integer.MAX_VALUE, Limits.DEFAULT.depth(), Limits.DEFAULT.aliasedNodes());

    private ProposalYaml() {}

    static String of(List<ObjectNode> objects) {
        var text = new StringBuilder();
        for (ObjectNode object : objects) {
            byte[] json = object.toString().getBytes(StandardCharsets.UTF_8);
            byte[] yaml = YamlWriter.keepingKeyOrder()
                    .append(Json.read("proposal", json, LIMITS))
                    .toBytes();
            text.append("---\n").append(new String(yaml, StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
