package dev.capstan.applier.handover;

import dev.capstan.apply.ObjectId;
import java.util.List;
import java.util.Set;

/** Says who else builds objects. Each kind that applies objects has its own. */
@FunctionalInterface
public interface Claims {

    /**
     * The claims of all that may take over from that giver. Changes nothing in the cluster; may build, and so block.
     *
     * @param left the objects that the giver lets go
     * @return who builds one of them, and who may build those that nobody does
     */
    List<Claim> on(Giver giver, Set<ObjectId> left);
}
