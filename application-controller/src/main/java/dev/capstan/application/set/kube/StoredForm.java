package dev.capstan.application.set.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.Application;
import dev.capstan.application.set.ApplicationForm;
import io.fabric8.kubernetes.client.utils.Serialization;

/** The form that a generated Application has once it was stored and read again. */
final class StoredForm implements ApplicationForm {
    private static final ObjectMapper JSON = Serialization.jsonMapper();

    @Override
    public ObjectNode stored(ObjectNode generated) {
        try {
            Application read = JSON.treeToValue(generated, Application.class);
            if (read.undecodable().isPresent()) {
                return generated;
            }
            ObjectNode stored = generated.deepCopy();
            stored.set("spec", JSON.valueToTree(read.getSpec()));
            return stored;
        } catch (JsonProcessingException odd) {
            return generated;
        }
    }
}
