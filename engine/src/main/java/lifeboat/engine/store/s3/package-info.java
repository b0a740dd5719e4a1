/**
 * The store on S3, and the only place that knows the AWS SDK.
 *
 * <p>The SDK's own retries are off: {@code RetryingObjectStore} is the one that repeats. Its
 * exceptions are translated once, in {@code S3Failures}.
 */
package lifeboat.engine.store.s3;
