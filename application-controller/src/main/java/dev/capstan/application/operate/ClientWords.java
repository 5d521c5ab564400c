package dev.capstan.application.operate;

import dev.capstan.argo.object.ObjectKey;
import java.util.Locale;

/** What kubectl says about objects, which is what results of a sync show. */
public final class ClientWords {

    private ClientWords() {}

    /** {@code deployment.apps/web}. */
    public static String name(ObjectKey key) {
        return key.kind().toLowerCase(Locale.ROOT) + (key.group().isEmpty() ? "" : "." + key.group()) + "/"
                + key.name();
    }

    /** {@code deployment.apps/web configured}. */
    public static String done(ObjectKey key, String what) {
        return name(key) + " " + what;
    }

    /** A kind that the cluster does not serve. */
    public static String notServed(ObjectKey key, String version) {
        return "The Kubernetes API could not find " + key.group() + "/" + version + " " + key.kind()
                + " for requested resource " + key.namespace() + "/" + key.name() + ". Make sure the \"" + key.kind()
                + "\" CRD is installed on the destination cluster";
    }
}
