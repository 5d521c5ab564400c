package dev.capstan.api.promotion;

import dev.capstan.api.meta.ToolkitResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** The way of one application from environment to environment in a Git repository. */
@Group(Promotion.GROUP)
@Version("v1alpha1")
@Kind("Promotion")
@Plural("promotions")
@Singular("promotion")
@ShortNames("promo")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Status",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING)
public class Promotion extends ToolkitResource<PromotionSpec, PromotionStatus> implements Namespaced {
    /** The API group of promotions. */
    public static final String GROUP = "promotion.capstan.dev";

    /** Annotation: lets a candidate into environments that want approval, {@code ENVIRONMENT=CANDIDATE[, REASON]}. */
    public static final String APPROVE = GROUP + "/approve";

    /** Annotation: nothing moves, {@code REASON}, or nothing moves into an environment, {@code ENVIRONMENT=REASON}. */
    public static final String PAUSE = GROUP + "/pause";

    /** Annotation: a candidate does not come into an environment, {@code ENVIRONMENT=CANDIDATE, REASON}. */
    public static final String SKIP = GROUP + "/skip";

    /** Annotation: an environment goes back to what it had before, {@code ENVIRONMENT=REASON}; once for each value. */
    public static final String ROLLBACK = GROUP + "/rollback";
}
