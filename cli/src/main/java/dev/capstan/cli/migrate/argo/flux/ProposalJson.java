package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.proposal.ApplicationProposal;
import java.util.List;
import java.util.Locale;

/** A proposal with everything that is to be said of it, for programs. */
final class ProposalJson {

    private ProposalJson() {}

    /** One object; fields are only added in later versions. */
    static ObjectNode of(ProvedProposal proved) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("sources").addAll(proved.proposal().sources());
        var applications = json.putArray("applications");
        for (ApplicationProposal application : proved.proposal().applications()) {
            ObjectNode item = applications.addObject();
            item.put("application", application.application());
            item.putArray("objects").addAll(application.objects());
            Proof proof = proved.proofs().get(application.application());
            if (proof != null) {
                proof(item.putObject("proof"), proof);
            }
        }
        var notes = json.putArray("notes");
        proved.notes()
                .forEach(note -> notes.addObject()
                        .put("weight", note.weight().name().toLowerCase(Locale.ROOT))
                        .put("subject", note.subject())
                        .put("what", note.what()));
        return json;
    }

    private static void proof(ObjectNode json, Proof proof) {
        switch (proof) {
            case Proof.Same(int objects) -> json.put("outcome", "same").put("objects", objects);
            case Proof.Different(int objects, List<String> differences) -> {
                json.put("outcome", "different").put("objects", objects);
                differences.forEach(json.putArray("differences")::add);
            }
            case Proof.Failed(String why) -> json.put("outcome", "failed").put("why", why);
            case Proof.Unproved(String why) -> json.put("outcome", "unproved").put("why", why);
        }
    }
}
