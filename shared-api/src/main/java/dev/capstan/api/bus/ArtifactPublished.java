package dev.capstan.api.bus;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.schema.WireRecord;

/**
 * A source has a new artifact in its status.
 *
 * @param about the source
 * @param uid uid of the source, so that one that was deleted and made again is not mistaken for the old one
 * @param artifact the artifact; the status of the source decides whether it is still the current one
 */
@WireRecord
public record ArtifactPublished(ObjectReference about, String uid, Artifact artifact) implements BusMessage {
    @Override
    public MessageType messageType() {
        return MessageType.ARTIFACT;
    }

    @Override
    public String messageId() {
        return "artifact:" + uid + ":" + artifact.revision() + ":" + artifact.digest();
    }
}
