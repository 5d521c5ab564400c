/**
 * The functions of Masterminds' sprig 3.3, as Helm offers them: names, results, odd corners and words of failure are
 * those of Go. One file a topic; what differs between runs (clock, random numbers) is asked of the run.
 */
@NullMarked
package dev.capstan.gotemplate.sprig;

import org.jspecify.annotations.NullMarked;
