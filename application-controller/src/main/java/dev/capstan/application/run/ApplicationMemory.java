package dev.capstan.application.run;

/**
 * What is remembered of one Application between passes. Forgetting it costs time, and never correctness. Not for several threads: the
 * passes of one Application come one after the other.
 */
public final class ApplicationMemory {}
