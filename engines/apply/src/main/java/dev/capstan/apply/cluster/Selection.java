package dev.capstan.apply.cluster;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;

/**
 * Some objects of a kind.
 *
 * @param type the kind
 * @param namespace namespace, empty for all
 * @param labelSelector label selector, empty for all
 * @param fieldSelector field selector, empty for all
 */
public record Selection(ResourceType type, String namespace, String labelSelector, String fieldSelector) {

    /** Objects of all namespaces that carry a label, whatever its value. */
    public static Selection labelled(ResourceType type, String labelKey) {
        return new Selection(type, "", labelKey, "");
    }

    /** Objects of all namespaces that belong to one owner. */
    public static Selection ownedBy(ResourceType type, Owner owner) {
        return new Selection(
                type,
                "",
                owner.nameLabel() + "=" + owner.name() + "," + owner.namespaceLabel() + "=" + owner.namespace(),
                "");
    }

    /** The same in one namespace; in all when that is empty. */
    public Selection in(String only) {
        return new Selection(type, only, labelSelector, fieldSelector);
    }

    /** Stands for all objects of the kind there, in messages. */
    public ObjectId everything() {
        return new ObjectId(type.kind().group(), type.kind().kind(), namespace, "*");
    }

    /** Exactly one object. */
    public static Selection single(ObjectRef object) {
        return new Selection(object.type(), object.namespace(), "", "metadata.name=" + object.name());
    }
}
