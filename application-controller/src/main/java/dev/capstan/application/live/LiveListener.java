package dev.capstan.application.live;

import dev.capstan.argo.object.ObjectKey;

/** Is told of changes of live objects. Must return at once; called from watches. */
public interface LiveListener {
    /**
     * An object of an Application came, went, or changed: in a way that a comparison may see, in its health, or because its deletion began. Also
     * called for the Application that an object belonged to before.
     *
     * @param application instance name
     * @param key the object; without a name when a kind that could not be seen before can be seen now
     */
    void changed(String application, ObjectKey key);
}
