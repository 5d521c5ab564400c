package dev.capstan.kustomize.config;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An ordered list of fields in which none is said twice.
 *
 * @param all the fields
 */
public record FieldSpecs(List<FieldSpec> all) {
    /** No field. */
    public static final FieldSpecs NONE = new FieldSpecs(List.of());

    private static final Comparator<FieldSpec> BY_KIND =
            Comparator.comparing(FieldSpec::selector, KindOrder.COMPARATOR);

    /** Copies the list. */
    public FieldSpecs {
        all = List.copyOf(all);
    }

    /** These fields and one more. Fails when the field is there already and one of them is to be created, the other not. */
    public FieldSpecs plus(FieldSpec added) {
        for (FieldSpec known : all) {
            if (known.covers(added)) {
                if (known.create() != added.create()) {
                    throw BuildFault.of(
                                    Code.KUSTOMIZATION_INVALID,
                                    "conflicting fieldspecs: the field " + added.path()
                                            + " is configured twice, once to be created and once not")
                            .with(problem -> problem.advise("Give both the same value of create."));
                }
                return this;
            }
        }
        List<FieldSpec> more = new ArrayList<>(all);
        more.add(added);
        return new FieldSpecs(more);
    }

    /** These fields and others, as {@link #plus}. */
    public FieldSpecs plusAll(FieldSpecs added) {
        if (all.isEmpty() && added.all.size() <= 1) {
            return added;
        }
        FieldSpecs result = this;
        for (FieldSpec spec : added.all) {
            result = result.plus(spec);
        }
        return result;
    }

    /** In the order of kinds. */
    FieldSpecs sorted() {
        List<FieldSpec> sorted = new ArrayList<>(all);
        sorted.sort(BY_KIND);
        return new FieldSpecs(sorted);
    }
}
