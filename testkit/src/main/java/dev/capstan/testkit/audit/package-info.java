/** What service accounts asked an API server for, by its audit log, beside what their roles allow. Knows no cluster. */
@NullMarked
package dev.capstan.testkit.audit;

import org.jspecify.annotations.NullMarked;
