package dev.capstan.application.deletion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.Visibility;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.operate.ActionContext;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.object.ObjectKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an Application's objects are.
 *
 * @param instance its name in marks
 * @param visibility which of them are its own
 */
public record DeletionSite(
        String instance, LiveView view, Visibility visibility, ActionContext context, HealthRules health) {

    /** Its live objects. */
    Map<ObjectKey, Live> live() {
        Map<ObjectKey, Live> all = new LinkedHashMap<>();
        for (LiveObject object : view.of(instance).objects()) {
            ObjectNode content = object.content();
            if (visibility.isManaged(content)) {
                all.put(object.key(), new Live(object.uid(), content));
            }
        }
        return all;
    }

    /** A live object. */
    record Live(String uid, ObjectNode content) {}
}
