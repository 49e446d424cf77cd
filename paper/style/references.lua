-- Numbers figures and tables in the order of the text and turns @fig-x and @tbl-x into links to them. Takes the note (a
-- span of class `note`) out of each caption and puts it behind, both in a Div of class `captioned`, for the format's own
-- filter to set. It runs before citeproc, which would take @fig-x for a citation.

local words = { fig = "Figure", tbl = "Table" }
local count = { fig = 0, tbl = 0 }
local labels = {}

local function kind_of(identifier)
  return identifier:match("^(fig)%-") or identifier:match("^(tbl)%-")
end

local function raw(xml)
  return pandoc.RawInline("openxml", xml)
end

-- A field of Word, and what it shows until Word counts anew. format: of its runs, as OpenXML.
local function field(instruction, shown, format)
  local function run(inside)
    return "<w:r><w:rPr>" .. format .. "</w:rPr>" .. inside .. "</w:r>"
  end
  return {
    raw(run('<w:fldChar w:fldCharType="begin"/>')
      .. run('<w:instrText xml:space="preserve"> ' .. instruction .. " </w:instrText>")
      .. run('<w:fldChar w:fldCharType="separate"/>')),
    pandoc.Str(shown),
    raw(run('<w:fldChar w:fldCharType="end"/>')),
  }
end

-- Word's bookmark around "Table 3": letters, digits and underscores, forty at most.
local function bookmark(identifier)
  return ("_Ref_" .. identifier:gsub("[^%w]", "_")):sub(1, 40)
end

-- In Word a number is a field, so that a table put in later counts, and Word's own lists of tables and figures find it.
local function head_of(kind, identifier)
  if FORMAT ~= "docx" then return { pandoc.Str(labels[identifier] .. ".") } end
  local id = tostring(9000 + count.fig * 100 + count.tbl)
  local head = pandoc.List({
    raw('<w:bookmarkStart w:id="' .. id .. '" w:name="' .. bookmark(identifier) .. '"/>'),
    pandoc.Str(words[kind] .. "\u{a0}"),
  })
  head:extend(field("SEQ " .. words[kind] .. " \\* ARABIC", tostring(count[kind]), "<w:b/><w:bCs/>"))
  head:extend({ raw('<w:bookmarkEnd w:id="' .. id .. '"/>'), pandoc.Str(".") })
  return head
end

-- The caption without its note, and the note.
local function parted(inlines)
  local title, note = pandoc.List(), pandoc.List()
  for _, one in ipairs(inlines) do
    if one.t == "Span" and one.classes:includes("note") then note:extend(one.content) else title:insert(one) end
  end
  if #title > 0 and title[#title].t == "Space" then title:remove() end
  return title, note
end

local function number(element)
  local kind = kind_of(element.identifier)
  if not kind then return nil end
  count[kind] = count[kind] + 1
  local label = words[kind] .. "\u{a0}" .. count[kind]
  labels[element.identifier] = label
  local written = element.caption.long[1] and element.caption.long[1].content or {}
  local title, note = parted(written)
  title:insert(1, pandoc.Space())
  title:insert(1, pandoc.Strong(head_of(kind, element.identifier)))
  element.caption.long = { pandoc.Plain(title) }
  local parts = pandoc.Blocks({ element })
  if #note > 0 then parts:insert(pandoc.Div({ pandoc.Plain(note) }, { class = "note" })) end
  return pandoc.Div(parts, { class = "captioned", label = label }), false
end

local function refer(cite)
  if #cite.citations ~= 1 then return nil end
  local identifier = cite.citations[1].id
  if not kind_of(identifier) then return nil end
  local label = labels[identifier]
  if not label then
    error("the text refers to " .. identifier .. ", but no figure or table has this name")
  end
  if FORMAT ~= "docx" then return pandoc.Link({ pandoc.Str(label) }, "#" .. identifier) end
  local shown = field("REF " .. bookmark(identifier) .. " \\h", label, '<w:rStyle w:val="Hyperlink"/>')
  return pandoc.Link(shown, "#" .. identifier)
end

return {
  { Meta = function(meta)
      words.fig = pandoc.utils.stringify(meta["figure-word"] or words.fig)
      words.tbl = pandoc.utils.stringify(meta["table-word"] or words.tbl)
    end },
  { traverse = "topdown", Figure = number, Table = number },
  { Cite = refer },
}
