package dev.capstan.argo.set.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.text.TemplateText;
import dev.capstan.argo.set.value.ParameterValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one set renders Applications with. */
public final class ApplicationTemplate {
    /** The finalizer that deletes the objects of an Application along with it. */
    public static final String RESOURCES_FINALIZER = "resources-finalizer.argocd.argoproj.io";

    private static final String METADATA = "metadata";
    private static final String FINALIZERS = "finalizers";

    private final TemplateText text;
    private final String namespace;
    private final String patch;
    private final boolean keepsResources;

    /**
     * The template of a set.
     *
     * @param set the ApplicationSet
     * @param text its language
     */
    public ApplicationTemplate(JsonNode set, TemplateText text) {
        JsonNode spec = set.path("spec");
        this.text = text;
        this.namespace = Fields.text(set.path(METADATA), "namespace");
        this.patch = Fields.text(spec, "templatePatch");
        this.keepsResources = Fields.isTrue(spec.path("syncPolicy"), "preserveResourcesOnDeletion");
    }

    /**
     * The Application of one set of parameters, in the namespace of the set.
     *
     * @param template the template of the set, with that of the generator over it
     * @param parameters may be changed by nobody
     * @throws dev.capstan.argo.set.value.GenerationException when a text or the patch cannot be filled in, or the patch is no patch
     */
    public ObjectNode render(JsonNode template, Map<String, @Nullable Object> parameters) {
        ObjectNode application = application(template);
        if (!parameters.isEmpty()) {
            application = (ObjectNode) FieldwiseText.replace(application, text, ParameterValues.copy(parameters));
            addFinalizer(application);
        }
        if (!patch.isEmpty()) {
            String filled = text.replace(patch, ParameterValues.copy(parameters));
            application = TemplatePatch.apply(application, filled);
        }
        ((ObjectNode) application.path(METADATA)).put("namespace", namespace);
        return application;
    }

    private static ObjectNode application(JsonNode template) {
        ObjectNode application = JsonNodeFactory.instance.objectNode();
        application.put("apiVersion", "argoproj.io/v1alpha1");
        application.put("kind", "Application");
        ObjectNode metadata = application.putObject(METADATA);
        for (String field : List.of("name", "labels", "annotations", FINALIZERS)) {
            JsonNode value = template.path(METADATA).path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                metadata.set(field, value.deepCopy());
            }
        }
        JsonNode spec = template.path("spec");
        application.set("spec", spec.isObject() ? spec.deepCopy() : JsonNodeFactory.instance.objectNode());
        return application;
    }

    private void addFinalizer(ObjectNode application) {
        ObjectNode metadata = (ObjectNode) application.path(METADATA);
        if (!keepsResources && metadata.path(FINALIZERS).isEmpty()) {
            metadata.putArray(FINALIZERS).add(RESOURCES_FINALIZER);
        }
    }
}
