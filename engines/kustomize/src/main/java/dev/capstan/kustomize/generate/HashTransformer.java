package dev.capstan.kustomize.generate;

import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.transform.Transformer;

/** Appends the hash of their content to the names of generated objects. */
public final class HashTransformer implements Transformer {
    @Override
    public void transform(ResourceList resources) {
        for (Resource resource : resources.all()) {
            if (resource.needsHash()) {
                String hash = ContentHash.of(resource);
                resource.rememberId();
                resource.setName(resource.name() + "-" + hash);
            }
        }
        resources.identitiesChanged();
    }
}
