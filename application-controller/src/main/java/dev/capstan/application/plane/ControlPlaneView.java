package dev.capstan.application.plane;

/** The control plane as it is now. */
public interface ControlPlaneView {
    ControlPlane now();
}
