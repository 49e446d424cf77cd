-- Numbers figures and tables in the order of the text and turns @fig-x and @tbl-x into links to them.
-- One filter for HTML, DOCX and PDF; it runs before citeproc, which would take @fig-x for a citation.

local words = { fig = "Figure", tbl = "Table" }
local count = { fig = 0, tbl = 0 }
local labels = {}

local function kind_of(identifier)
  return identifier:match("^(fig)%-") or identifier:match("^(tbl)%-")
end

local function number(element)
  local kind = kind_of(element.identifier)
  if not kind then return nil end
  count[kind] = count[kind] + 1
  local label = words[kind] .. "\u{a0}" .. count[kind]
  labels[element.identifier] = label
  local head = pandoc.Strong({ pandoc.Str(label .. ".") })
  local long = element.caption.long
  if #long == 0 then
    long:insert(pandoc.Plain({ head }))
  else
    long[1].content:insert(1, pandoc.Space())
    long[1].content:insert(1, head)
  end
  element.caption.long = long
  return element
end

local function refer(cite)
  if #cite.citations ~= 1 then return nil end
  local identifier = cite.citations[1].id
  if not kind_of(identifier) then return nil end
  if not labels[identifier] then
    error("the text refers to " .. identifier .. ", but no figure or table has this name")
  end
  return pandoc.Link({ pandoc.Str(labels[identifier]) }, "#" .. identifier)
end

return {
  { Meta = function(meta)
      words.fig = pandoc.utils.stringify(meta["figure-word"] or words.fig)
      words.tbl = pandoc.utils.stringify(meta["table-word"] or words.tbl)
    end },
  { Figure = number, Table = number },
  { Cite = refer },
}
