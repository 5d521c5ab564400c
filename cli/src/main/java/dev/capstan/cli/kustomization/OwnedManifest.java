package dev.capstan.cli.kustomization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.Owner;
import dev.capstan.apply.normalise.BuiltInSchema;
import dev.capstan.apply.normalise.Normaliser;

/** Objects as they are sent to the API server: normalised, and with the labels of who applies them. */
public final class OwnedManifest {

    private final Normaliser normaliser = new Normaliser(BuiltInSchema.load());
    private final Owner owner;

    /** @param owner whose labels the objects get */
    public OwnedManifest(Owner owner) {
        this.owner = owner;
    }

    /** The content to send. */
    public ObjectNode of(Manifest manifest) {
        ObjectNode content = normaliser.normalise(manifest).content().deepCopy();
        ObjectNode metadata = content.withObject("/metadata");
        ObjectNode labels =
                metadata.get("labels") instanceof ObjectNode existing ? existing : metadata.putObject("labels");
        labels.put(owner.nameLabel(), owner.name());
        labels.put(owner.namespaceLabel(), owner.namespace());
        return content;
    }
}
