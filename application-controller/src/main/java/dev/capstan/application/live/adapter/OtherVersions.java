package dev.capstan.application.live.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.LiveRules;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.argo.object.ObjectKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects in other versions of their kinds than those that are watched, because manifests are written in them. The API server makes
 * one out of the other, so each is asked for once for each state of the object. Thread-safe.
 */
final class OtherVersions {

    /** Few manifests are written in a version that is not preferred. */
    private static final int MOST = 2_000;

    private final ObjectRequests requests;
    private final Supplier<LiveRules> rules;
    private final Map<ObjectKey, Known> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectKey, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(String apiVersion, LiveObject object) {}

    OtherVersions(ObjectRequests requests, Supplier<LiveRules> rules) {
        this.requests = requests;
        this.rules = rules;
    }

    /** An object in a version; as it was given when the cluster does not have it in that version, or does not answer. */
    LiveObject in(String apiVersion, LiveObject watched) {
        ObjectKey key = watched.key();
        Known last = last(key);
        if (last != null && last.apiVersion().equals(apiVersion) && !isOlder(last.object(), watched)) {
            return last.object();
        }
        return switch (requests.get(key, apiVersion)) {
            case ObjectRequests.Answer.There(ObjectNode object) -> note(key, apiVersion, object);
            case ObjectRequests.Answer.NotThere(), ObjectRequests.Answer.NoAnswer(String _) -> watched;
        };
    }

    /** Takes note of an object in such a version. */
    LiveObject note(ObjectKey key, String apiVersion, ObjectNode content) {
        LiveObject object = rules.get().look(key, content).object();
        synchronized (known) {
            known.put(key, new Known(apiVersion, object));
        }
        return object;
    }

    void forget(ObjectKey key) {
        synchronized (known) {
            known.remove(key);
        }
    }

    private @Nullable Known last(ObjectKey key) {
        synchronized (known) {
            return known.get(key);
        }
    }

    private static boolean isOlder(LiveObject object, LiveObject than) {
        return new ResourceVersion(object.resourceVersion()).comparedTo(new ResourceVersion(than.resourceVersion()))
                == ResourceVersion.Order.OLDER;
    }
}
