package dev.capstan.kustomize.patch;

import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.merge.StrategicMerge;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.List;

/** Applies strategic merge patches to the objects they mean. */
public final class StrategicPatch {
    private final StrategicMerge merge;

    /** Patches are merged by the given rules. */
    public StrategicPatch(StrategicMerge merge) {
        this.merge = merge;
    }

    /** Applies a patch to the one object that it names. */
    void applyToItsObject(Resource patch, ResourceList resources) {
        Resource resource = target(patch, resources);
        apply(patch, resource);
        if (resource.isGone() || mayChangeIdentity(patch)) {
            resources.identitiesChanged();
        }
    }

    /** Applies a patch to the object that it names, as {@code patchesStrategicMerge} does. */
    void applyAsSelected(Resource patch, ResourceList resources) {
        applyToSelected(patch, List.of(target(patch, resources)), resources);
    }

    /** Applies copies of a patch to all selected objects, whatever the patch names. */
    void applyToSelected(Resource patch, List<Resource> selected, ResourceList resources) {
        for (Resource resource : selected) {
            Resource copy = patch.copy();
            copy.setLabels(patch.labels());
            copy.setAnnotations(patch.annotations());
            copy.setName(patch.name());
            copy.setNamespace(patch.namespace());
            Gvk gvk = resource.gvk();
            copy.setApiVersion(gvk.apiVersion());
            copy.setKind(patch.kind());
            apply(copy, resource);
        }
        if (selected.stream().anyMatch(Resource::isGone)) {
            resources.dropGone();
        }
        if (mayChangeIdentity(patch)) {
            resources.identitiesChanged();
            resources.requireDistinct("a patch changed the name or kind");
        }
    }

    private static boolean mayChangeIdentity(Resource patch) {
        return patch.isNameChangeAllowed() || patch.isKindChangeAllowed();
    }

    private static Resource target(Resource patch, ResourceList resources) {
        ResourceId id = patch.originalId();
        List<Resource> matches = resources.withAnyId(id);
        if (matches.size() == 1) {
            return matches.getFirst();
        }
        String message = matches.isEmpty()
                ? "no resource matches the strategic merge patch; no matches for Id " + id
                : "multiple matches for Id " + id + " of the strategic merge patch";
        String advice = matches.isEmpty() ? nearest(patch, resources) : "Give the patch a namespace, or use a target.";
        throw new BuildFault(BuildProblem.of(Code.PATCH_FAILED, message)
                .at(patch.origin().file(), patch.origin().line(), 0)
                .onObject(patch.words())
                .advise(advice));
    }

    private static String nearest(Resource patch, ResourceList resources) {
        for (Resource resource : resources.all()) {
            ResourceId id = resource.originalId();
            if (id.name().equals(patch.name()) && id.gvk().kind().equals(patch.kind())) {
                return "There is " + id + "; make apiVersion and namespace of the patch the same.";
            }
        }
        return "Correct kind, name or namespace of the patch, or add the object to resources.";
    }

    private void apply(Resource patch, Resource resource) {
        String name = resource.name();
        String namespace = resource.namespace();
        String kind = resource.kind();
        if (patch.isNameChangeAllowed() || patch.isKindChangeAllowed()) {
            resource.rememberId();
        }
        boolean stillExists;
        try {
            stillExists = merge.merge(resource.root(), patch.root());
        } catch (BuildFault fault) {
            throw fault.with(problem -> problem.onObject(resource.words())
                    .at(patch.origin().file(), patch.origin().line(), 0));
        }
        if (!stillExists) {
            resource.delete();
            return;
        }
        if (resource.isGone()) {
            return;
        }
        if (!patch.isKindChangeAllowed()) {
            resource.setKind(kind);
        }
        if (!patch.isNameChangeAllowed()) {
            resource.setName(name);
        }
        resource.setNamespace(namespace);
    }
}
