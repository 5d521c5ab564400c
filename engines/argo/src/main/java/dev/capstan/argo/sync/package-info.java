/**
 * How an application is synchronised: what annotations ask for, tasks and their order, the next step of a running sync,
 * retries, automated syncs, deletion and history. Pure: it says what to do, and is told what came of it.
 */
@NullMarked
package dev.capstan.argo.sync;

import org.jspecify.annotations.NullMarked;
