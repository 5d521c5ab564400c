package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ApplyFailure;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.health.HealthRules;
import dev.capstan.apply.watch.HealthWaitRequest;
import dev.capstan.helm.chart.Chart.CustomResourceFile;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.DefinitionPolicy;
import dev.capstan.helm.release.ObjectFailure;
import dev.capstan.helm.release.object.ManifestText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The CustomResourceDefinitions of a chart's {@code crds/} folder: created, or brought to what the chart has, and waited
 * for until they are served. None is ever deleted; other objects in that folder are left out.
 */
final class ChartDefinitions implements StepwiseAction.Ending {

    private static final ResourceType TYPE = new ResourceType(
            new ResourceKind("apiextensions.k8s.io", "v1", "CustomResourceDefinition"),
            "customresourcedefinitions",
            false);

    private final ActionContext context;
    private final List<CustomResourceFile> files;
    private final DefinitionPolicy policy;
    private final Duration timeout;
    private final List<Manifest> definitions = new ArrayList<>();
    private final List<Manifest> written = new ArrayList<>();
    private final Set<ObjectRef> notEstablished = new HashSet<>();

    ChartDefinitions(ActionContext context, List<CustomResourceFile> files, DefinitionPolicy policy, Duration timeout) {
        this.context = context;
        this.files = files;
        this.policy = policy;
        this.timeout = timeout;
    }

    ActionOutcome run() {
        return StepwiseAction.run(
                policy == DefinitionPolicy.SKIP ? List.of() : List.of(this::applied), context.recorded(this));
    }

    private StepResult applied() {
        for (CustomResourceFile file : files) {
            String text = new String(file.file().data(), StandardCharsets.UTF_8);
            switch (context.texts().read(file.source(), text)) {
                case ManifestText.Invalid(var failure) -> {
                    return StepResult.failed(failure);
                }
                case ManifestText.Objects(var objects) ->
                    objects.stream()
                            .filter(object -> object.kind().equals(TYPE.kind()))
                            .forEach(definitions::add);
            }
        }
        for (Manifest definition : definitions) {
            Optional<ActionFailure> failure = apply(definition);
            if (failure.isPresent()) {
                return StepResult.failed(failure.get());
            }
        }
        if (notEstablished.isEmpty()) {
            learn();
            return StepResult.done();
        }
        return awaited();
    }

    private Optional<ActionFailure> apply(Manifest definition) {
        ObjectRef ref = new ObjectRef(TYPE, "", definition.id().name());
        ObjectNode content = definition.content().deepCopy();
        content.remove("status");
        ObjectNode labels = content.withObject("/metadata/labels");
        labels.put(
                context.target().owner().nameLabel(), context.target().owner().name());
        labels.put(
                context.target().owner().namespaceLabel(),
                context.target().owner().namespace());
        boolean isCreateOnly = policy == DefinitionPolicy.CREATE;
        ClusterApi.ApplyOptions options =
                new ClusterApi.ApplyOptions(context.engine().profile().fieldManager(), false, isCreateOnly);
        return switch (context.cluster().apply(ref, content, options)) {
            case ApiResult.Ok<ObjectNode> ok -> {
                written.add(definition);
                if (!HealthRules.kstatus().assess(ok.value(), context.now()).isCurrent()) {
                    notEstablished.add(ref);
                }
                yield Optional.empty();
            }
            case ApiResult.Refused<ObjectNode> refused
            when isCreateOnly && refused.isConflict() -> {
                if (!isServed(content)) {
                    notEstablished.add(ref);
                }
                yield Optional.empty();
            }
            case ApiResult.Refused<ObjectNode> refused ->
                Optional.of(new ObjectFailure.NotApplied(new ApplyFailure.Rejected(
                        definition.id(),
                        definition.origin(),
                        ApplyFailure.Phase.APPLY,
                        refused.code(),
                        refused.reason(),
                        refused.message(),
                        refused.causes())));
            case ApiResult.Unreachable<ObjectNode> unreachable ->
                Optional.of(new ObjectFailure.NotApplied(new ApplyFailure.ClusterUnavailable(
                        unreachable.what(), context.engine().patience(), Optional.of(definition.id()))));
        };
    }

    /** Whether what a definition defines is there already, as far as is known. */
    private boolean isServed(ObjectNode definition) {
        JsonNode spec = definition.path("spec");
        String group = spec.path("group").asText("");
        String kind = spec.path("names").path("kind").asText("");
        for (JsonNode version : spec.path("versions")) {
            ResourceKind defined = new ResourceKind(group, version.path("name").asText(""), kind);
            if (version.path("served").asBoolean(false)
                    && !(context.engine().catalog().find(defined) instanceof ResourceCatalog.Served)) {
                return false;
            }
        }
        return true;
    }

    private StepResult awaited() {
        Map<ObjectId, HealthAssessor> rules =
                notEstablished.stream().collect(Collectors.toMap(ObjectRef::id, ref -> HealthRules.kstatus()));
        HealthWaitRequest request =
                new HealthWaitRequest(notEstablished, timeout, true, rules, Set.of(), rules.keySet());
        return new StepResult.Wait(
                context.engine().managed().awaitHealth(request),
                "the definitions of the chart to be established",
                outcome -> {
                    Optional<ActionFailure> failure = ObjectWaits.notReady(outcome);
                    if (failure.isEmpty()) {
                        learn();
                    }
                    return StepResult.unless(failure);
                });
    }

    /** One that was there already may serve other versions than the chart's. */
    private void learn() {
        written.forEach(definition -> context.engine().catalog().learn(definition.content()));
    }

    @Override
    public List<ActionStep> afterFailure(ActionFailure failure) {
        return List.of();
    }

    @Override
    public ActionOutcome outcomeOf(ActionFailure failure) {
        return new ActionOutcome.Failed(failure, Optional.empty());
    }

    @Override
    public ActionOutcome done() {
        List<ObjectId> ids = definitions.stream().map(Manifest::id).toList();
        return new ActionOutcome.Prepared(ids);
    }
}
