package dev.capstan.kustomize;

import dev.capstan.tree.TreeInputs;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What became of a build. Both cases carry the inputs: a failed build, too, need not be repeated on the same inputs. */
public sealed interface BuildOutcome {

    /** Everything that was read, complete for this outcome. */
    TreeInputs inputs();

    /**
     * The build succeeded.
     *
     * @param objects the objects in the order asked for
     * @param inputs everything that was read
     * @param warnings what the build did as kustomize does, though nobody is likely to have wanted it
     */
    record Built(List<BuiltObject> objects, TreeInputs inputs, List<BuildWarning> warnings) implements BuildOutcome {
        /** Copies the lists. */
        public Built {
            objects = List.copyOf(objects);
            warnings = List.copyOf(warnings);
        }

        /** The objects as {@code kustomize build} prints them. */
        public String toYaml() {
            byte[] text = YamlWriter.writeAll(
                    objects.stream().map(BuiltObject::content).toList());
            return new String(text, StandardCharsets.UTF_8);
        }
    }

    /**
     * The build failed; there is no partial result.
     *
     * @param problem the first cause
     * @param inputs everything that was read until then
     */
    record BuildFailed(BuildProblem problem, TreeInputs inputs) implements BuildOutcome {}
}
