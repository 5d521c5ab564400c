package dev.capstan.application.plane;

/** Is told that the control plane says something else. Must return at once. */
@FunctionalInterface
public interface ControlPlaneListener {
    /** Something has changed; who is concerned reads it anew. */
    void changed(PlaneChange change);
}
