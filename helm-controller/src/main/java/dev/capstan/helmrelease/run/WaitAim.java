package dev.capstan.helmrelease.run;

/** Whether a step that waits still leads to what is asked for, by the values and the cluster of now. */
public enum WaitAim {
    /** It does. */
    SAME,
    /** Something else is asked for. */
    OTHER,
    /** The values cannot be read at this moment. */
    UNCLEAR
}
