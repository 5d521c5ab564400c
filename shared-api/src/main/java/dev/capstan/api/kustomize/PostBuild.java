package dev.capstan.api.kustomize;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Variables that are filled in after the build.
 *
 * @param substitute variables and their values; they win over the others
 * @param substituteFrom where more variables come from; later ones win
 * @param substituteStrategy whether to substitute also when there is no variable; absent means {@code WithVariables}
 */
@WireRecord
public record PostBuild(
        Map<String, String> substitute,
        List<SubstituteReference> substituteFrom,
        @Nullable @OneOf({"WithVariables", "Always"}) String substituteStrategy) {
    /** Reads absent collections as empty and copies the others. */
    public PostBuild {
        substitute = substitute == null ? Map.of() : Map.copyOf(substitute);
        substituteFrom = substituteFrom == null ? List.of() : List.copyOf(substituteFrom);
    }
}
