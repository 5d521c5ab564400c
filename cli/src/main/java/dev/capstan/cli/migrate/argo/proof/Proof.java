package dev.capstan.cli.migrate.argo.proof;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/**
 * What would become of all Applications.
 *
 * @param applications by name
 */
public record Proof(List<ApplicationProof> applications) {

    /** Sorts them. */
    public Proof {
        applications = applications.stream()
                .sorted(Comparator.comparing(ApplicationProof::name))
                .toList();
    }

    /** How many objects were compared. */
    public int objects() {
        return applications.stream().mapToInt(ApplicationProof::objects).sum();
    }

    /** Whether nothing would be written, and no status would say anything else. */
    public boolean isClean() {
        return applications.stream().allMatch(ApplicationProof::isClean);
    }

    /** For programs; fields are only added in later versions. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("clean", isClean()).put("objects", objects());
        var list = json.putArray("applications");
        applications.forEach(it -> list.add(it.json()));
        return json;
    }
}
