const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** What SCIM calls the kinds of mistakes (RFC 7644, table 9). */
export type ScimType =
  | 'invalidFilter'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue';

/** A request of a directory that cannot be carried out. */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | undefined;

  constructor(status: number, detail: string, scimType?: ScimType) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}

/** The body of an error as a directory reads it. */
export function errorBody(status: number, detail: string, scimType?: ScimType) {
  return { schemas: [ERROR], status: String(status), ...(scimType ? { scimType } : {}), detail };
}
