package dev.capstan.kustomize.patch;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.transform.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Applies all entries of {@code patchesStrategicMerge}. */
public final class StrategicPatchTransformer implements Transformer {
    private final List<Resource> patches = new ArrayList<>();
    private final StrategicPatch strategic;

    /**
     * Reads the patches.
     *
     * @param pathsOrTexts files or inline patches
     * @param inline further inline patches
     * @param place where they are configured
     */
    public StrategicPatchTransformer(
            List<Setting> pathsOrTexts,
            Optional<Setting> inline,
            Place place,
            PatchText text,
            StrategicPatch strategic) {
        this.strategic = strategic;
        for (Setting each : pathsOrTexts) {
            patches.addAll(text.parseStrategic(each));
        }
        inline.ifPresent(each -> patches.addAll(text.parseInline(each)));
        if (patches.isEmpty()) {
            String files = pathsOrTexts.stream().map(Setting::value).collect(Collectors.joining(", "));
            throw new BuildFault(place.problem(Code.PATCH_FAILED, "the patch appears to be empty: " + files)
                    .advise("Add a patch, or remove the entry."));
        }
    }

    @Override
    public void transform(ResourceList resources) {
        for (Resource patch : patches) {
            strategic.applyAsSelected(patch, resources);
        }
    }
}
