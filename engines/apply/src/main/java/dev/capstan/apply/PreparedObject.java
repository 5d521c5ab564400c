package dev.capstan.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.policy.BrakeMarks;
import dev.capstan.apply.policy.ObjectPolicy;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.apply.watch.Expectation;
import java.util.List;

/**
 * A manifest that is ready to be sent.
 *
 * @param manifest what Git wants
 * @param content normalised and with the ownership labels
 * @param ref how it is reached
 * @param policy what its own labels and annotations ask for
 * @param ignored JSON pointers of fields left to others
 * @param expectation what it is compared with later
 */
record PreparedObject(
        Manifest manifest,
        ObjectNode content,
        ObjectRef ref,
        ObjectPolicy policy,
        List<String> ignored,
        Expectation expectation) {

    ObjectId id() {
        return manifest.id();
    }

    /** The same that records in the object that it was there before it was first applied. */
    PreparedObject existingBefore() {
        ObjectNode recorded = BrakeMarks.recordedIn(content);
        return new PreparedObject(manifest, recorded, ref, policy, ignored, expectation.of(recorded));
    }

    SecretMask mask() {
        return SecretMask.of(content, manifest.content());
    }

    Change change(Action action, String note) {
        return new Change(id(), manifest.kind().version(), action, note, manifest.origin());
    }
}
